-- A Form A past its last chance goes on a Form B only where the locum says that the pension office granted an exception.

ALTER TABLE form_b_lines ADD COLUMN exception_granted boolean NOT NULL DEFAULT false;
