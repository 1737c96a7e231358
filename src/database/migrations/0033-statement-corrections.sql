-- A statement may take back what an earlier one said: corrections are negative.
ALTER TABLE pension_statement_lines
  DROP CONSTRAINT pension_statement_lines_pensionable_pence_check,
  DROP CONSTRAINT pension_statement_lines_employee_pence_check,
  DROP CONSTRAINT pension_statement_lines_employer_pence_check;
