INSERT INTO clients(name) VALUES ('a'),('b');
INSERT INTO invoices(client_id,amount,status) VALUES (1,10,'pending'),(2,20,'paid');
