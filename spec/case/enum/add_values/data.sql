INSERT INTO t VALUES ('open'), ('paid');
