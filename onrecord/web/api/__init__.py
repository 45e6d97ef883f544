"""What the pages show and do, for programs: JSON as the contract has it, under /api/v1."""
