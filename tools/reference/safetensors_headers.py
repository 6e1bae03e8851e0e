"""Asks the safetensors library what it makes of odd headers, and writes its answers for workers/weights.

    python tools/reference/safetensors_headers.py

headers.json gives each header's text, the bytes of data behind it, and the tensors that the library reads of it, or null where it
refuses the file.
"""

import json
import pathlib
import struct

from safetensors import SafetensorError, deserialize

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "weights" / "fixtures" / "headers.json"
ENTRY = '{"dtype":"F32","shape":[2],"data_offsets":[0,8]}'


def with_fields(dtype: str = '"F32"', shape: str = "[2]", offsets: str = "[0,8]", more: str = "") -> str:
    return f'{{"a":{{{more}"dtype":{dtype},"shape":{shape},"data_offsets":{offsets}}}}}'


def of_metadata(metadata: str) -> str:
    return f'{{"__metadata__":{metadata},"a":{ENTRY}}}'


def of_key(key: str) -> str:
    return f'{{"{key}":{ENTRY}}}'


def sized(dtype: str, numbers: int, size: int) -> tuple[str, int]:
    return with_fields(f'"{dtype}"', f"[{numbers}]", f"[0,{size}]"), size


def empty(shape: str) -> tuple[str, int]:
    return with_fields(shape=shape, offsets="[0,0]"), 0


def headers() -> list[tuple[str, int]]:
    whole = [with_fields()]
    # How Rust's serde writes a struct and an enum.
    whole += ['{"a":["F32",[2],[0,8]]}', '{"a":["F32",[2],[0,8],1]}', '{"a":["F32",[2]]}', with_fields('{"F32":null}')]
    whole += [with_fields('{"F32":1}'), with_fields("11"), with_fields('{"F32":null,"F16":null}'), with_fields('["F32"]')]
    # Twice.
    whole += [f'{{"a":{ENTRY},"a":{ENTRY}}}', with_fields(more='"x":1,"x":2,')]
    whole += [f'{{"a":{ENTRY.replace("[2]", "[3]")},"a":{ENTRY}}}', of_metadata('{"x":"1","x":"2"}')]
    whole += [with_fields(more=text) for text in ('"dtype":"F32",', '"shape":[2],', '"data_offsets":[0,8],', '"\\u0064type":"F32",')]
    whole += [with_fields('{"F32":null,"F32":null}'), with_fields('{"F32":null}', more='"x":{"dtype":1,"dtype":2},')]
    # What is said of the file.
    whole += [of_metadata(text) for text in ("{}", "null", "[]", "false", '"x"', '{"x":1}', '{"x":null}', '{"__proto__":"x"}')]
    # Numbers and nesting in fields that mean nothing.
    numbers = ["-1.5e-3", "123456789012345678901234567890", "18446744073709551616", "1e-400", "0e400", "null", "NaN", "1.", ".5"]
    whole += [with_fields(more=f'"x":{text},') for text in numbers]
    whole += [with_fields(more=f'"x":{"[" * depth}1{"]" * depth},') for depth in (100, 124, 125, 128)]
    # Shapes, places, types.
    whole += [with_fields(shape=text) for text in ("[2.0]", "[2e0]", '["2"]', "null", "{}", "[02]", "[+2]", "[2,1,1]", "[-2]")]
    whole += [with_fields(offsets=text) for text in ("[0,8,8]", '{"0":0,"1":8}', "[8,0]", "[4,8]", "[0,4]", "[0,16]")]
    whole += [with_fields(text) for text in ('"f32"', '" F32"', '"F\\u00332"', '"F128"')]
    whole += [f'{{"a":{ENTRY},"b":{{"dtype":"F32","shape":[0],"data_offsets":[{at},{at}]}}}}' for at in (0, 4, 8)]
    # Around it.
    whole += [f"{blank}{with_fields()}" for blank in (" ", "\n", "\t", "\r", "\f", "\v", "\u00a0", "\ufeff")]
    whole += [f"{with_fields()}{end}" for end in ("   ", "\n\t\r", "\0", "x", ",")]
    whole += [f'{{"a":{ENTRY},}}', f"{{'a':{ENTRY}}}", f'{{"a":\f{ENTRY}}}', f'{{ "a" :\r\n\t{ENTRY} }}']
    # Keys.
    keys = ["", "\\u0000", "\x01", "\x7f", "\\ud83d", "\\ud83d\\ude00", "\\ude00\\ud83d", "\\/", "\\x41", "\\u004A", "\u2028"]
    whole += [of_key(key) for key in [*keys, "고양이", "__proto__", "constructor", "\ufffe"]]
    types = {"BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "F8_E8M0": 1, "F8_E4M3FNUZ": 1, "F8_E5M2FNUZ": 1}
    types |= {"I16": 2, "U16": 2, "F16": 2, "BF16": 2, "I32": 4, "U32": 4, "F64": 8, "I64": 8, "U64": 8, "C64": 8, "C128": 16}
    return [
        *[(text, 8) for text in whole],
        *[sized(name, 1, size) for name, size in types.items()],
        *[sized(*of) for of in [("F4", 2, 1), ("F4", 1, 1), ("F4", 3, 2), ("F6_E2M3", 4, 3), ("F6_E3M2", 2, 2), ("F4", 0, 0)]],
        *[empty(f"[0,{size}]") for size in (5, 2**53 + 1, 2**64 - 1, 2**64)],
        (with_fields(shape="[]", offsets="[0,4]"), 4),
        *[(text, 0) for text in ("{}", '{"__metadata__":{"a":"b"}}', "[]", '"x"', "null", "", "{", '{"a":null}')],
        *[("{}", 8), (with_fields(), 7), (with_fields(), 9)],
    ]


def read(text: str, size: int) -> list[list[object]] | None:
    header = text.encode()
    try:
        tensors = deserialize(struct.pack("<Q", len(header)) + header + bytes(size))
    except SafetensorError:
        return None
    # Sizes past 2^53 as the numbers that JavaScript has for them.
    return sorted([key, of["dtype"], [int(float(n)) for n in of["shape"]], len(of["data"])] for key, of in tensors)


def main() -> None:
    cases = [{"header": text, "bytes": size, "tensors": read(text, size)} for text, size in headers()]
    TARGET.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
    print(f"{sum(case['tensors'] is not None for case in cases)} of {len(cases)} are read")


if __name__ == "__main__":
    main()
