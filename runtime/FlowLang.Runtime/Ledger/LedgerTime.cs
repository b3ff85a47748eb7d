using System.Globalization;

namespace FlowLang.Runtime;

/// <summary>How the ledger writes times: UTC to the microsecond, so that texts sort as times do.</summary>
public static class LedgerTime
{
    public static string? Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
