using System.Diagnostics;
using Npgsql;

namespace FlowLang.Benchmarks.Load;

/// <summary>The yardstick: psql's \copy of the same file.</summary>
internal sealed class PsqlLoad(string csv, string postgres)
{
    public Task CopyAsync(string table) => RunAsync($"\\copy {table} from '{csv}' csv header");

    public Task UpsertAsync(string table)
    {
        string[] values = [.. LoadData.Columns.Where(c => !c.IsKey).Select(c => c.Name)];
        string updates = string.Join(", ", values.Select(c => $"{c} = excluded.{c}"));
        return RunAsync(
            "begin",
            $"create temporary table staged (like {table}) on commit drop",
            $"\\copy staged from '{csv}' csv header",
            $"insert into {table} select * from staged on conflict (trip_id) do update set {updates}",
            "commit");
    }

    private async Task RunAsync(params string[] commands)
    {
        var settings = new NpgsqlConnectionStringBuilder(postgres);
        var start = new ProcessStartInfo("psql") { RedirectStandardError = true, RedirectStandardOutput = true };
        string[] arguments =
            ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", settings.Host ?? "", "-p", $"{settings.Port}", "-U", settings.Username ?? "",
            "-d", settings.Database ?? "", .. commands.SelectMany(c => new[] { "-c", c })];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (settings.Password is { } password)
        {
            start.Environment["PGPASSWORD"] = password;
        }

        using Process psql = Process.Start(start) ?? throw new InvalidOperationException("psql did not start");
        string errors = await psql.StandardError.ReadToEndAsync();
        await psql.WaitForExitAsync();
        if (psql.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql: {errors}");
        }
    }
}
