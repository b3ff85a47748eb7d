namespace FlowLang.Connectors.Spark.Functions;

/// <summary>
/// Text by code points. The engine's case mappings turn some characters into two or three and look at their neighbours; the language's are
/// one to one: the capital I with a dot and the capital sigma when it lowers, and 102 small letters and ligatures when it raises.
/// </summary>
internal static class TextFunctions
{
    private const string Special =
        @"\u00DF\u0149\u01F0\u0390\u03B0\u0587\u1E96\u1E97\u1E98\u1E99\u1E9A\u1F50\u1F52\u1F54\u1F56\u1F80\u1F81\u1F82\u1F83\u1F84\u1F85" +
        @"\u1F86\u1F87\u1F88\u1F89\u1F8A\u1F8B\u1F8C\u1F8D\u1F8E\u1F8F\u1F90\u1F91\u1F92\u1F93\u1F94\u1F95\u1F96\u1F97\u1F98\u1F99\u1F9A" +
        @"\u1F9B\u1F9C\u1F9D\u1F9E\u1F9F\u1FA0\u1FA1\u1FA2\u1FA3\u1FA4\u1FA5\u1FA6\u1FA7\u1FA8\u1FA9\u1FAA\u1FAB\u1FAC\u1FAD\u1FAE\u1FAF" +
        @"\u1FB2\u1FB3\u1FB4\u1FB6\u1FB7\u1FBC\u1FC2\u1FC3\u1FC4\u1FC6\u1FC7\u1FCC\u1FD2\u1FD3\u1FD6\u1FD7\u1FE2\u1FE3\u1FE4\u1FE6\u1FE7" +
        @"\u1FF2\u1FF3\u1FF4\u1FF6\u1FF7\u1FFC\uFB00\uFB01\uFB02\uFB03\uFB04\uFB05\uFB06\uFB13\uFB14\uFB15\uFB16\uFB17";

    private const string Raised =
        @"\u1E9E\u0149\u01F0\u0390\u03B0\u0587\u1E96\u1E97\u1E98\u1E99\u1E9A\u1F50\u1F52\u1F54\u1F56\u1F88\u1F89\u1F8A\u1F8B\u1F8C\u1F8D" +
        @"\u1F8E\u1F8F\u1F88\u1F89\u1F8A\u1F8B\u1F8C\u1F8D\u1F8E\u1F8F\u1F98\u1F99\u1F9A\u1F9B\u1F9C\u1F9D\u1F9E\u1F9F\u1F98\u1F99\u1F9A" +
        @"\u1F9B\u1F9C\u1F9D\u1F9E\u1F9F\u1FA8\u1FA9\u1FAA\u1FAB\u1FAC\u1FAD\u1FAE\u1FAF\u1FA8\u1FA9\u1FAA\u1FAB\u1FAC\u1FAD\u1FAE\u1FAF" +
        @"\u1FB2\u1FBC\u1FB4\u1FB6\u1FB7\u1FBC\u1FC2\u1FCC\u1FC4\u1FC6\u1FC7\u1FCC\u1FD2\u1FD3\u1FD6\u1FD7\u1FE2\u1FE3\u1FE4\u1FE6\u1FE7" +
        @"\u1FF2\u1FFC\u1FF4\u1FF6\u1FF7\u1FFC\uFB00\uFB01\uFB02\uFB03\uFB04\uFB05\uFB06\uFB13\uFB14\uFB15\uFB16\uFB17";

    public const string Definitions = $"""
        flow_lower(x STRING) RETURNS STRING
        RETURN lower(translate(x, '\u0130\u03A3', 'i\u03C3'));

        flow_upper(x STRING) RETURNS STRING
        RETURN CASE WHEN octet_length(x) = length(x) THEN upper(x)
          ELSE array_join(transform(split(x, ''), c ->
            CASE WHEN contains('{Special}', c) THEN translate(c, '{Special}', '{Raised}') ELSE upper(c) END), '') END;

        flow_position(x BIGINT) RETURNS BIGINT
        RETURN CASE WHEN x < -2147483647 THEN -2147483647L WHEN x > 2147483647 THEN 2147483647L ELSE x END;

        flow_substring_from(x STRING, s BIGINT) RETURNS STRING
        RETURN CASE WHEN s IS NOT NULL THEN substring(x, CAST(greatest(flow_position(s), 1) AS INT)) END;

        flow_substring(x STRING, s BIGINT, n BIGINT) RETURNS STRING
        RETURN CASE WHEN s IS NOT NULL AND n IS NOT NULL THEN substring(x, CAST(greatest(flow_position(s), 1) AS INT),
          CAST(greatest(greatest(flow_position(n), 0) + least(flow_position(s) - 1, 0), 0) AS INT)) END;

        flow_split_part(x STRING, separator STRING, n BIGINT) RETURNS STRING
        RETURN CASE WHEN separator <> '' THEN
            CASE WHEN n = 0 THEN left(x, 0) ELSE split_part(x, separator, CAST(nullif(flow_position(n), 0) AS INT)) END
          WHEN separator = '' AND n IS NOT NULL THEN CASE WHEN n IN (1, -1) THEN x ELSE left(x, 0) END END;
        """;
}
