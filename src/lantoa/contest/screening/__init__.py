"""Is an entry eligible?"""
