INSERT INTO users VALUES ('Ann@example.org');
