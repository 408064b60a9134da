"""Cases: the durable engine that runs processes, with its work lists, worker, papers and messages."""
