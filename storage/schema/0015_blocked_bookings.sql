-- Whoever lost a booking to a block is told when that is lifted.
CREATE INDEX booking_blocked ON booking (block_id) WHERE block_id IS NOT NULL;
