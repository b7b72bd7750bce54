INSERT INTO t VALUES (ROW('Main St', 12345, 'Berlin'));
