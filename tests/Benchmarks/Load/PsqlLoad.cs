using System.Diagnostics;
using Npgsql;

namespace FlowLang.Benchmarks.Load;

/// <summary>The yardstick: psql's \copy of the same file, or of the same table.</summary>
internal sealed class PsqlLoad(string csv, string postgres)
{
    public Task CopyAsync(string table) => CommandsAsync($"\\copy {table} from '{csv}' csv header");

    public Task UpsertAsync(string table)
    {
        string[] values = [.. LoadData.Columns.Where(c => !c.IsKey).Select(c => c.Name)];
        string updates = string.Join(", ", values.Select(c => $"{c} = excluded.{c}"));
        return CommandsAsync(
            "begin",
            $"create temporary table staged (like {table}) on commit drop",
            $"\\copy staged from '{csv}' csv header",
            $"insert into {table} select * from staged on conflict (trip_id) do update set {updates}",
            "commit");
    }

    /// <summary>COPY out of one psql into another, as text or in the binary form.</summary>
    public Task PipeAsync(string from, string to, bool isBinary = false)
    {
        string form = isBinary ? " (FORMAT binary)" : "";
        string pipe = "set -o pipefail; "
            + $"psql \"${{@:3}}\" -c \"COPY $1 TO STDOUT{form}\" | psql \"${{@:3}}\" -c \"COPY $2 FROM STDIN{form}\"";
        return RunAsync("bash", ["-c", pipe, "bash", from, to, .. Connection()]);
    }

    private Task CommandsAsync(params string[] commands) =>
        RunAsync("psql", [.. Connection(), .. commands.SelectMany(c => new[] { "-c", c })]);

    private string[] Connection()
    {
        var settings = new NpgsqlConnectionStringBuilder(postgres);
        return ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", settings.Host ?? "", "-p", $"{settings.Port}", "-U", settings.Username ?? "",
            "-d", settings.Database ?? ""];
    }

    private async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (new NpgsqlConnectionStringBuilder(postgres).Password is { } password)
        {
            start.Environment["PGPASSWORD"] = password;
        }

        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"psql: {errors}");
        }
    }
}
