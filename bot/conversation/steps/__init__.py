"""The kinds of questions that a form is made of."""
