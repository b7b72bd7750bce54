INSERT INTO log_a VALUES ('a', '2024-01-01'), ('a', '2024-01-02');
