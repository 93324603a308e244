"""The pages. Shell (base page, navigation, components) and one room per module; no rule of the field lives here."""
