using System.Collections.Immutable;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests.Files;

/// <summary>Real files of the NYC Taxi and Limousine Commission, where they are at hand.</summary>
public sealed class TaxiTests : IDisposable
{
    private readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [SkippableTheory]
    [InlineData("2020-04", 35_612)]
    [InlineData("2020-05", 57_360)]
    [InlineData("2020-06", 63_109)]
    public async Task CSV_and_Parquet_of_a_month_have_the_published_rows(string month, long rows)
    {
        FilesConnection taxi = Taxi();
        string csv = await _box.QueryAsync(
            taxi.Csv($"green_tripdata_{month}.csv.gz", Columns(ColumnType.Text, ColumnType.Text)),
            "SELECT count(*), count(__bad), max(__row), sum(total_amount::DECIMAL(12,2)), count(VendorID) FROM r");
        string parquet = await _box.QueryAsync(
            taxi.Parquet($"green_tripdata_{month}.parquet", Columns(ColumnType.Float64, ColumnType.Float64)),
            "SELECT count(*), count(__bad), max(__row), sum(total_amount::DECIMAL(12,2)), count(VendorID) FROM r");
        Assert.StartsWith($"{rows}|0|{rows}|", csv, StringComparison.Ordinal);
        Assert.Equal(csv, parquet);
    }

    [SkippableFact]
    public async Task The_zone_list_has_CRLF_line_ends() => Assert.Equal(
        "265|265|Unknown",
        await _box.QueryAsync(
            Taxi().Csv("taxi_zone_lookup.csv", Sandbox.Columns("LocationID", "Borough", "Zone", "service_zone")),
            "SELECT count(*), count(DISTINCT LocationID), max_by(Borough, LocationID::INT) FILTER (LocationID = '264') FROM r"));

    [SkippableFact]
    public async Task The_reissued_month_has_the_same_rows()
    {
        const string Sum = "SELECT count(*), sum(hash(total_amount, VendorID)) FROM r";
        Assert.Equal(
            await _box.QueryAsync(Taxi().Parquet("green_tripdata_2024-01.parquet", Columns(ColumnType.Int64, ColumnType.Float64)), Sum),
            await _box.QueryAsync(Taxi().Parquet("green_tripdata_2024-01.reissued.parquet", Columns(ColumnType.Int64, ColumnType.Float64)),
                Sum));
    }

    private static ImmutableArray<Column> Columns(ColumnType vendor, ColumnType amount) =>
        [new("VendorID", vendor, true), new("total_amount", amount, true)];

    private FilesConnection Taxi()
    {
        string? folder = Environment.GetEnvironmentVariable("FLOWLANG_TAXI_DATA") ?? Found();
        Skip.If(folder is null || !Directory.Exists(folder), "no taxi files: set FLOWLANG_TAXI_DATA to their folder");
        return new FilesConnection("taxi", folder ?? "", _box.Settings);
    }

    private static string? Found()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string candidate = Path.Combine(at.FullName, "shared", "data", "nyc-taxi");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
