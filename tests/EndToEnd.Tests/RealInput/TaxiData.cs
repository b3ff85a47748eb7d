namespace FlowLang.EndToEnd.Tests.RealInput;

/// <summary>The published taxi files: not part of the project, found beside it or where FLOWLANG_TAXI_DATA says.</summary>
internal static class TaxiData
{
    public static string Folder()
    {
        string found = Environment.GetEnvironmentVariable("FLOWLANG_TAXI_DATA") ?? RepositoryRoot.File("..", "shared", "data", "nyc-taxi");
        Skip.IfNot(
            File.Exists(
                Path.Combine(found, "taxi_zone_lookup.csv")), "needs the NYC taxi files: FLOWLANG_TAXI_DATA names no folder with them");
        return Path.GetFullPath(found);
    }
}
