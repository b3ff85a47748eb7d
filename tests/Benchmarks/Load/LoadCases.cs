namespace FlowLang.Benchmarks.Load;

/// <summary>The measured loads.</summary>
internal sealed class LoadCases(string folder, FlowLoad flow, PsqlLoad psql, string postgres)
{
    private readonly Pairs _pairs = new(postgres);

    private string[] Folder => ["--param", $"folder={folder}"];

    public IEnumerable<(string Name, Func<Task<Pair>> Measure)> All =>
    [
        ("append, no index", () => _pairs.MeasureAsync(
            t => $"drop table if exists {t}; create table {t} {LoadData.Table}",
            () => flow.RunAsync("append", Folder),
            () => psql.CopyAsync("bench.psql"))),
        ("replace, no index", () => _pairs.MeasureAsync(
            t => $"drop table if exists {t}; create table {t} {LoadData.Table}",
            () => flow.RunAsync("replace", Folder),
            () => psql.CopyAsync("bench.psql"))),
        ("upsert into an empty table", () => _pairs.MeasureAsync(
            t => $"drop table if exists {t}; create table {t} {LoadData.Table}; alter table {t} add primary key (trip_id)",
            () => flow.RunAsync("upsert", Folder),
            () => psql.UpsertAsync("bench.psql"))),
        ("upsert, every row changed", () => _pairs.MeasureAsync(
            t =>
                $"drop table if exists {t}; create table {t} {LoadData.Table}; insert into {t} select i, 0, 0, now(), now(), 0, "
                    + $"0, 0, null, '', false "
                + $"from generate_series(1, 2000000) i; alter table {t} add primary key (trip_id); analyze {t}",
            () => flow.RunAsync("upsert", Folder),
            () => psql.UpsertAsync("bench.psql"))),
        ("upsert of the same rows again", () => _pairs.MeasureAsync(
            _ => "select 1",
            () => flow.RunAsync("upsert", Folder),
            () => psql.UpsertAsync("bench.psql"))),
    ];
}
