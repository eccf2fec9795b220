"""Writes the 12-megapixel HEICs beside this file, as a phone would: `pip install pillow-heif==1.8.1 && python make_heic.py`.
Nothing that the app or its benchmarks can run encodes HEVC. The pictures are samples (CC0-1.0), enlarged, with grain."""
import pathlib
import random
import sys

from PIL import Image
import pillow_heif

pillow_heif.register_heif_opener()
here = pathlib.Path(__file__).parent
samples = here / "../../public/samples"

for name in sys.argv[1:] or ["kingfisher", "horses-on-hill"]:
    picture = Image.open(samples / f"{name}.jpg").convert("RGB")
    upright = picture.height > picture.width
    picture = picture.resize((3000, 4000) if upright else (4000, 3000), Image.BICUBIC)
    grain = Image.frombytes("L", (1000, 1000), random.Random(name).randbytes(1_000_000)).resize(picture.size)
    picture = Image.blend(picture, Image.merge("RGB", [grain] * 3), 0.03)
    picture.save(here / f"{name}.heic", quality=40)
