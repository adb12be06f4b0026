"""The page, for ``streamlit run streamlit_app.py``."""

from mapapp.app import main

main()
