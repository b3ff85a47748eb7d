using System.Globalization;

namespace FlowLang.Connectors.Spark;

/// <summary>Counts that come as text.</summary>
internal static class Numbers
{
    public static long Long(string? text) => long.Parse(text ?? "0", CultureInfo.InvariantCulture);
}
