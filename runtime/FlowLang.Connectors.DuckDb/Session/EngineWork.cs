using DuckDB.NET.Data;
using FlowLang.Connectors.DuckDb.Functions;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>Statements on an embedded engine of their own, which lives as long as they: the work of who has no session.</summary>
public static class EngineWork
{
    /// <param name="work">What they do, for an error.</param>
    /// <param name="pipeline">Whose work it is.</param>
    /// <exception cref="FlowException">The engine refused.</exception>
    public static Task RunAsync(
        ProgramSettings settings, string sql, string work, PipelineDefinition pipeline, CancellationToken cancel) => Task.Run(
        () =>
        {
            string temporary = Path.Combine(Path.GetTempPath(), $"flow-{Guid.NewGuid():N}");
            using DuckDBConnection connection = new(SessionSettings.ConnectionString(settings));
            try
            {
                connection.Open();
                SqlFunctions.Register(connection);
                using DuckDBCommand command = connection.CreateCommand();
                command.CommandText = $"SET temp_directory = {Sql.Text(temporary)}; SET threads = 1; {EngineSettings.Sql} {sql}";
                command.ExecuteNonQuery();
            }
            catch (DuckDBException e)
            {
                throw EngineErrors.Translate(e, work, pipeline);
            }
            finally
            {
                if (Directory.Exists(temporary))
                {
                    Directory.Delete(temporary, recursive: true);
                }
            }
        },
        cancel);
}
