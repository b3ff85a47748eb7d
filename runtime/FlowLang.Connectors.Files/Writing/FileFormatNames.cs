namespace FlowLang.Connectors.Files;

/// <summary>What a format is called.</summary>
internal static class FileFormatNames
{
    /// <summary>As a program writes it after its connection.</summary>
    public static string Verb(this FileFormat format) => format switch
    {
        FileFormat.Csv => "csv",
        FileFormat.JsonLines => "json",
        _ => "parquet",
    };

    /// <summary>What names of files end in, with the dot.</summary>
    public static string Extension(this FileFormat format) => format switch
    {
        FileFormat.Csv => ".csv",
        FileFormat.JsonLines => ".jsonl",
        _ => ".parquet",
    };
}
