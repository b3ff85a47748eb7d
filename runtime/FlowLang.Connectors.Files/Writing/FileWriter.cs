using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>Lets the engine write files, makes them durable, and counts what lies in them.</summary>
internal sealed class FileWriter(
    FilesConnection connection, string sink, string path, FileFormat format, FileSinkOptions options, SinkInput input)
{
    /// <summary>Writes one file and gives its rows.</summary>
    public Task<long> WriteAsync(string relation, string file, string target, CancellationToken cancel) =>
        CopyAsync(CopyStatement.Of(relation, file, input.Columns, format, options, sink, target), file, cancel);

    /// <summary>Adds rows to what this run has written for the same target, and gives the number of those added.</summary>
    public async Task<long> AddAsync(
        FileTransaction transaction, PendingFile earlier, string relation, string extension, CancellationToken cancel)
    {
        if (earlier.IsFolder)
        {
            int part = Directory.GetFiles(earlier.Aside).Length;
            string file = Path.Combine(earlier.Aside, "part-" + part.ToString(CultureInfo.InvariantCulture) + extension);
            return await WriteAsync(relation, file, earlier.Target, cancel);
        }

        string more = AsideName.For(earlier.Target, input.Run.Id, transaction.NextNumber());
        if (format == FileFormat.Parquet)
        {
            long before = await RowsAsync(earlier.Aside, cancel);
            string copy = CopyStatement.Of(relation, more, input.Columns, format, options, sink, earlier.Target, earlier.Aside);
            var both = new PendingFile(sink, more, earlier.Target, IsFolder: false);
            long all = await CopyAsync(copy, more, cancel);
            transaction.Replace(earlier, both);
            return all - before;
        }

        // Text goes on where it ended; gzip and zstd allow several members in one file.
        FileSinkOptions headless = options with { Csv = options.Csv with { Header = false } };
        long added = await CopyAsync(CopyStatement.Of(relation, more, input.Columns, format, headless, sink, earlier.Target), more, cancel);
        await ConcatenateAsync(more, earlier.Aside, cancel);
        return added;
    }

    private static async Task ConcatenateAsync(string from, string to, CancellationToken cancel)
    {
        await using (FileStream source = File.OpenRead(from))
        {
            await using var target = new FileStream(to, FileMode.Append, FileAccess.Write);
            await source.CopyToAsync(target, cancel);
        }

        Posix.Flush(to);
        File.Delete(from);
    }

    private async Task<long> CopyAsync(string copy, string file, CancellationToken cancel)
    {
        string shown = connection.Tree.Relative(file);
        try
        {
            var result = await input.Session.RowsAsync(copy, $"write to {sink}", cancel);
            long handed = Convert.ToInt64(result[0][0], CultureInfo.InvariantCulture);
            Posix.Flush(file);
            long stored = format == FileFormat.Parquet ? await RowsAsync(file, cancel) : handed;
            return stored == handed
                ? stored
                : throw new FlowException(RunErrors.Unaccounted(sink, $"{handed} rows were handed over, the file holds {stored}"));
        }
        catch (FlowException e) when (e.Error.Code == "RT5003")
        {
            throw FileErrors.DiskFull(sink, path, Shown(e.Error.Why ?? ""));
        }
        catch (FlowException e) when (e.InnerException is not null && e.Error.Why is { } why
            && why.Contains(file, StringComparison.Ordinal))
        {
            throw FileErrors.CannotWrite(sink, path, Shown(why));
        }
        catch (IOException e)
        {
            throw FileErrors.DiskFull(sink, path, Shown(e.Message));
        }

        string Shown(string message) => message.Replace(file, shown, StringComparison.Ordinal);
    }

    // What lies in the file, read back from its footer, not what was handed to the writer.
    private async Task<long> RowsAsync(string file, CancellationToken cancel)
    {
        var footer = await input.Session.RowsAsync(
            $"SELECT num_rows FROM parquet_file_metadata({Sql.Text(file)})", $"check of {sink}", cancel);
        return Convert.ToInt64(footer[0][0], CultureInfo.InvariantCulture);
    }
}
