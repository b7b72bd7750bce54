INSERT INTO billing.invoices VALUES (1, 'paid');
