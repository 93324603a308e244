"""Writing an official document in the form of Nghị định 30/2020/NĐ-CP: DOCX, PDF, and the drafting check."""
