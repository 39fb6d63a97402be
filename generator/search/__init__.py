"""Search that provably finds: texts → shards of an index, as bytes, and what reads them again.

`texts` says what of a page is searchable, `tokens` what counts as one word, `volume` lays the
words of one year down in shards, `query` finds them again in the finished bytes, and `proof`
uses it to show that nothing that has a name is lost. The browser does the same as `query` and
`tokens`, in `theme/assets/search.js`.
"""
