using System.Globalization;

namespace FlowLang.Connectors.Spark;

/// <summary>What errors call the server: never with a token.</summary>
internal sealed record SparkTarget(string Connection, string Host, int Port, bool UseTls)
{
    public Uri Address => new($"{(UseTls ? "https" : "http")}://{Authority}");

    public override string ToString() => $"Spark of connection `{Connection}` (sc://{Authority})";

    private string Authority =>
        string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");
}
