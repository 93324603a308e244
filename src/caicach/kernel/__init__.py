"""What every module stands on: errors, time, text, access, audit, files, metrics. Imports no other caicach package."""
