from nattoku.cli import main

main()
