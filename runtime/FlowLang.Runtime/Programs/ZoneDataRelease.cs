using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// How new an engine's time zone data is. Engines don't tell the release, so it is read off clocks that a release changed: each landmark is
/// a zone, an instant, and the wall clock there by that release and later ones (https://data.iana.org/time-zones/tzdb/NEWS).
/// </summary>
public static class ZoneDataRelease
{
    private static readonly ImmutableArray<(string Release, string Zone, string Instant, string Clock)> s_landmarks =
    [
        ("2022g", "America/Ciudad_Juarez", "2025-07-01 00:00:00+00", "2025-06-30 18:00:00"),
        ("2023d", "Antarctica/Vostok", "2024-01-15 00:00:00+00", "2024-01-15 05:00:00"),
        ("2024a", "Asia/Almaty", "2024-06-01 00:00:00+00", "2024-06-01 05:00:00"),
        ("2025a", "America/Asuncion", "2025-07-01 00:00:00+00", "2025-06-30 21:00:00"),
        ("2025b", "America/Coyhaique", "2025-07-01 00:00:00+00", "2025-06-30 21:00:00"),
    ];

    /// <summary>The landmarks as rows of SQL, for <c>(VALUES …) AS v(release, zone, instant, clock)</c>; all of them texts.</summary>
    public static string SqlValues { get; } =
        string.Join(", ", s_landmarks.Select(l => $"('{l.Release}', '{l.Zone}', '{l.Instant}', '{l.Clock}')"));

    /// <summary>In words, from the releases whose landmarks an engine has right.</summary>
    public static string Describe(IEnumerable<string> releases)
    {
        HashSet<string> found = [.. releases];
        string[] known = [.. s_landmarks.Select(l => l.Release)];
        int newest = Array.FindLastIndex(known, found.Contains);
        string from = newest < 0 ? "" : $" {known[newest]} or later";
        string before = newest == known.Length - 1 ? "" : $"{(newest < 0 ? "" : ",")} older than {known[newest + 1]}";
        return $"time zone data{from}{before}";
    }
}
