"""The site map for search engines: every page once, no file with more than 10,000."""

from __future__ import annotations

from generator.exports.sitemap import sitemap_files

BASE = "https://www.example.gov.cn/jx/"


def test_small_site_has_one_file_below_the_index() -> None:
    """The index names the one file; addresses are those of the canonical links."""
    files = sitemap_files(BASE, ["units/a/index.html", "index.html"])
    assert {path: content.decode().split("\n", 2)[2] for path, content in files.items()} == {
        "sitemap.xml": (
            "<sitemap><loc>https://www.example.gov.cn/jx/sitemap-1.xml</loc></sitemap>\n"
            "</sitemapindex>\n"
        ),
        "sitemap-1.xml": (
            "<url><loc>https://www.example.gov.cn/jx/</loc></url>\n"
            "<url><loc>https://www.example.gov.cn/jx/units/a/</loc></url>\n</urlset>\n"
        ),
    }


def test_large_site_is_spread_over_files() -> None:
    """20,001 addresses need three files, which together name each once."""
    pages = [f"projects/2020/u/p{number}/index.html" for number in range(20_001)]
    files = sitemap_files(BASE, pages)
    counts = {path: content.count(b"<loc>") for path, content in files.items()}
    assert counts == {
        "sitemap.xml": 3, "sitemap-1.xml": 10_000, "sitemap-2.xml": 10_000, "sitemap-3.xml": 1
    }  # fmt: skip
