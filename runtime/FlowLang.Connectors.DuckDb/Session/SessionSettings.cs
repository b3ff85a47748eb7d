using System.Globalization;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>The settings every session starts with, so that a program means the same on every machine.</summary>
internal static class SessionSettings
{
    public static string ConnectionString(ProgramSettings settings)
    {
        var text = new StringBuilder("DataSource=:memory:");
        text.Append(CultureInfo.InvariantCulture, $";memory_limit={settings.EngineMemory}B");
        text.Append(";preserve_insertion_order=true;autoinstall_known_extensions=false;autoload_known_extensions=true");
        if (settings.EngineThreads > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $";threads={settings.EngineThreads}");
        }

        return text.ToString();
    }

    public static string Prologue(BatchRun run)
    {
        var sql = new StringBuilder($"SET temp_directory = {Sql.Text(TemporaryDirectory(run))}; {EngineSettings.Sql}");
        sql.Append($"SET VARIABLE now = {Sql.Instant(run.StartedAt)};");
        foreach ((string name, string value) in run.Settings.Parameters)
        {
            ColumnType type = run.Settings.ParameterTypes.GetValueOrDefault(name, ColumnType.Text);
            sql.Append($"SET VARIABLE {Sql.Name("param_" + name)} = CAST({Sql.Text(value)} AS {DuckDbTypes.Name(type)});");
        }

        if (run.Interval is { } interval)
        {
            sql.Append($"SET VARIABLE interval_start = {Sql.Instant(interval.Start)};");
            sql.Append($"SET VARIABLE interval_end = {Sql.Instant(interval.End)};");
        }

        return sql.ToString();
    }

    /// <summary>Where the engine spills to and sources keep files of the run; it need not be there yet.</summary>
    public static string TemporaryDirectory(BatchRun run) => Path.Combine(Path.GetTempPath(), $"flow-{run.Id}");

    public static void RemoveTemporaryDirectory(BatchRun run)
    {
        string path = TemporaryDirectory(run);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Throws where what does not fit into memory could not go to disk.</summary>
    public static void RequireTemporaryDirectory(BatchRun run)
    {
        try
        {
            Directory.CreateDirectory(TemporaryDirectory(run));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlowException(EngineErrors.NoTemporaryDirectory(Path.GetTempPath()), e);
        }
    }
}
