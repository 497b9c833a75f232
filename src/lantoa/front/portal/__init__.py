"""The site around the contest: home, news, articles, weather box."""
