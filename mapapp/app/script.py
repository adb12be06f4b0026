"""What ``mapapp app`` has Streamlit run."""

from mapapp.app import main

main()
