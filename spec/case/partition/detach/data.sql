INSERT INTO log VALUES ('a', '2024-01-01', 'x'), ('b', '2024-01-02', 'y');
