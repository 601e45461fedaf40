"""False or ill-defined statements that must not be proved, beside true neighbours that must."""
