"""python -m kttt_cli"""

from kttt_cli.app import main

if __name__ == "__main__":
    main()
