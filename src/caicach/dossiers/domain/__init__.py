"""Pure rules of dossiers: values in, values out."""
