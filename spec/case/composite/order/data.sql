INSERT INTO t VALUES (ROW(1, 'x', 'o'), ROW(2, 'y', 'p')), (NULL, NULL), (ROW(NULL, NULL, NULL), NULL);
