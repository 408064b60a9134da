"""From records to manuscripts: projects and their reports, the working paper of an audit; pure."""
