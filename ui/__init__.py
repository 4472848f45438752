"""How we draw: reads of report cached, charts, parts, the viewer's language and scope, the frame around each page."""
