"""What is made of published figures: pages, lectures, worksheets, notebook cells."""
