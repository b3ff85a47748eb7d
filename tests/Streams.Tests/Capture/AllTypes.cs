namespace FlowLang.Streams.Tests.Capture;

/// <summary>A table with a column of every kind of type, and rows of ordinary, extreme and missing values.</summary>
internal static class AllTypes
{
    public const string Table = """
        CREATE TYPE mood AS ENUM ('sad', 'very happy');
        CREATE DOMAIN share AS numeric(5, 4) CHECK (VALUE BETWEEN 0 AND 1);
        CREATE TABLE all_types (
          id int PRIMARY KEY, b bool, i2 int2, i8 int8,
          f4 float4, f8 float8, n numeric(38, 10), nn numeric, t text, vc varchar(20), c char(5),
          by bytea, u uuid, d date, tm time, tz timetz, ts timestamp, tsz timestamptz, iv interval, j json, jb jsonb, m mood, s share,
          ia int[], ta text[], da date[], nested int[], r int4range, ip inet, x xml,
          twice int8 GENERATED ALWAYS AS (i8 / 2) STORED);
        """;

    public const string Rows = """
        INSERT INTO all_types VALUES
          (1, true, -2, 9007199254740993, 1.5, 0.1, 1234567890.0123456789, 'NaN', E'tab\t"quote" \\ back\nline é 😀', 'v', 'ab',
           '\x00ff10', '6f9619ff-8b86-d011-b42d-00cf4fc964ff', '2024-02-29', '23:59:59.999999', '10:00+02', '2024-02-29 12:30:00.5',
           '2024-02-29 12:30:00.25+02', '1 year 2 mons 3 days 04:05:06.7', '{"a": 1}', '{"b": [1, null]}', 'very happy', 0.25,
           '{1,NULL,3}',
           ARRAY['a,b', 'q"u', NULL, 'NULL', '', E'back\\slash'], '{2024-01-01}', '{{1,2},{3,4}}', '[1,5)', '10.0.0.1', '<a/>'),
          (2, false, 32767, -9223372036854775808, 'Infinity', 'NaN', -0.0000000001, 1e100,
           E'\\N', '', '', '', NULL, 'infinity', '24:00',
           '00:00+00', '-infinity', 'infinity', '-1 day', 'null', '"x"', 'sad', 1, '{}',
           '[2:3]={x,y}', '{infinity}', NULL, 'empty', '::1', NULL),
          (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
          (4, true, 0, 0, -0.0, 1e300, 0, 0, E'\u0001', 'x', 'x', '\x', NULL,
           '0044-03-15 BC', '00:00', '00:00-12', '0001-01-01', '1969-12-31 23:59:59.999999+00',
           '0', '[]', '{}', 'sad', 0, '{-1}', '{}', '{}', '{}', '(,)', '10.0.0.0/8', NULL);
        """;

    /// <summary>The first row as it is to come.</summary>
    public static string Json { get; } = """
        {"id":1,"b":true,"i2":-2,"i8":9007199254740993,"f4":1.5,"f8":0.1,"n":"1234567890.0123456789","nn":"NaN",
        "t":"tab\t\"quote\" \\ back\nline é 😀","vc":"v","c":"ab   ","by":"AP8Q","u":"6f9619ff-8b86-d011-b42d-00cf4fc964ff",
        "d":19782,"tm":86399999999,"tz":"10:00:00+02","ts":1709209800500000,"tsz":"2024-02-29T10:30:00.25Z",
        "iv":"P1Y2M3DT4H5M6.7S","j":"{\"a\": 1}","jb":"{\"b\": [1, null]}","m":"very happy","s":"0.2500",
        "ia":[1,null,3],"ta":["a,b","q\"u",null,"NULL","","back\\slash"],"da":[19723],"nested":[[1,2],[3,4]],"r":"[1,5)",
        "ip":"10.0.0.1","x":"<a/>"}
        """.ReplaceLineEndings("");
}
