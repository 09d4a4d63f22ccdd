-- What the cluster's figures are made of, week by week, as it was last counted: what members and
-- observers are shown comes from here and not from the sales, which change one by one. Each row is
-- what one firm sold; no row is ever shown, only sums of several firms (storage/disclosure.py).
CREATE TABLE counted_sale (
    cluster_id INTEGER NOT NULL REFERENCES cluster (id),
    monday TEXT NOT NULL CHECK (monday IS date(monday) AND strftime('%w', monday) = '1'),
    firm_id INTEGER NOT NULL,
    month TEXT NOT NULL,
    product TEXT NOT NULL,
    market TEXT NOT NULL,
    currency TEXT NOT NULL CHECK (length(currency) = 3),
    amount INTEGER NOT NULL CHECK (amount > 0),
    sales INTEGER NOT NULL CHECK (sales > 0),
    PRIMARY KEY (cluster_id, monday, firm_id, month, product, market, currency),
    FOREIGN KEY (cluster_id, firm_id) REFERENCES firm (cluster_id, id)
) STRICT, WITHOUT ROWID;
