"""Layout and legibility, measured: rules over what a figure's facts say of its drawing."""
