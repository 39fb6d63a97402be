"""The data of the site as a schema.org Dataset, a linked JSON-LD file for search engines."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from generator import urls
from generator.exports.files import MEDIA_TYPES
from generator.exports.package import pretty
from generator.model.site import Nature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.exports.files import Weighed
    from generator.model.site import Site

CONTEXT = "https://schema.org/"


def dataset(site: Site, files: Sequence[Weighed], regions: Sequence[str]) -> bytes:
    """Return `dataset.jsonld`; `regions`: where the units are."""
    official = site.nature is Nature.OFFICIAL
    publisher = {
        "@type": "GovernmentOrganization" if official else "Organization",
        "name": site.publisher,
    }
    years = sorted({weighed.file.year for weighed in files} - {""})
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "name": site.name,
        "description": site.summary,
        **({"url": _address(site, urls.DOWNLOADS)} if site.base_address else {}),
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "publisher": publisher,
        **({"temporalCoverage": "/".join(dict.fromkeys((years[0], years[-1])))} if years else {}),
        **({"spatialCoverage": list(dict.fromkeys(regions))} if regions else {}),
        "distribution": [_download(site, weighed) for weighed in files],
    }
    return pretty(described)


def _download(site: Site, weighed: Weighed) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": posixpath.basename(weighed.file.path),
        "contentUrl": _address(site, weighed.file.path),
        "encodingFormat": MEDIA_TYPES[weighed.file.ending],
        "contentSize": f"{weighed.size} B",
        "sha256": weighed.sha256,
    }


def _address(site: Site, path: str) -> str:
    """Return the whole address where the site has one, else the way from the file itself."""
    if site.base_address:
        return f"{site.base_address}{path}"
    return posixpath.relpath(path, posixpath.dirname(urls.DATASET))
