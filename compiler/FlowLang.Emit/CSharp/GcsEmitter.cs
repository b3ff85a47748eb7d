using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.CSharp;

/// <summary>Buckets of Cloud Storage, their sources and sinks as calls of the runtime's connector.</summary>
internal static class GcsEmitter
{
    public const string Connector = "gcs";

    /// <summary>`new(…)` for a connection.</summary>
    public static string Connection(string name, OptionValues values)
    {
        IEnumerable<string> parts =
        [
            .. values.Set("bucket", "Bucket", OptionValues.TextOf), .. values.Set("prefix", "Prefix", OptionValues.TextOf),
            .. values.Set("encryption_key", "EncryptionKey", v => OptionValues.SecretOf("encryption_key", v)),
            .. values.Set("timeout", "Timeout", OptionValues.DurationOf), .. values.Set("retries", "Retries", OptionValues.IntegerOf),
        ];
        return $"new({Literals.Text(name)}, new GcsOptions {{ {string.Join(", ", parts)} }}, settings)";
    }

    /// <param name="format">`Csv`, `JsonLines` or `Parquet`.</param>
    /// <param name="options">How its text is written, as an argument and a comma; empty for none.</param>
    public static string Source(BoundEndpoint endpoint, string format, string options) =>
        $"{EndpointEmitter.ConnectionOf(endpoint)}.{format}({EndpointEmitter.Argument(endpoint)}, columns, {options}needsOrigin)";

    /// <param name="format">As of <see cref="Source"/>.</param>
    /// <param name="mode">Of the write.</param>
    public static string Sink(BoundEndpoint endpoint, string format, string mode, OptionValues values) =>
        $"new GcsSink({EndpointEmitter.ConnectionOf(endpoint)}, {EndpointEmitter.Argument(endpoint)}, FileFormat.{format}, "
        + $"{EndpointEmitter.FileOptions(endpoint, format, mode, values)})";
}
