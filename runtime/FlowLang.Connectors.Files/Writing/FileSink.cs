using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>
/// Writes a file, or with a path that ends in <c>/</c> a folder of files, below a connection's root. Rows go into a hidden name beside the
/// target; the run's commit renames (a folder is exchanged), so readers see the old rows or the new ones and never a part.
/// </summary>
public sealed class FileSink(FilesConnection connection, string path, FileFormat format, FileSinkOptions options) : BatchSink
{
    public override string Name => $"{connection.Name}.{Verb}(\"{path}\")";

    private bool IsFolder => path.EndsWith('/');

    private string Verb => format switch
    {
        FileFormat.Csv => "csv",
        FileFormat.JsonLines => "json",
        _ => "parquet",
    };

    private string Extension => format switch
    {
        FileFormat.Csv => ".csv",
        FileFormat.JsonLines => ".jsonl",
        _ => ".parquet",
    };

    public override Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        string target = Target(run);
        if (options.Mode == FileWriteMode.Append && !IsFolder)
        {
            throw FileErrors.AppendToFile(Name);
        }

        if (IsFolder ? File.Exists(target) : Directory.Exists(target))
        {
            throw FileErrors.WrongKindOfTarget(Name, connection.Tree.Relative(target), isFolder: !IsFolder);
        }

        string existing = Path.GetDirectoryName(target) ?? "/";
        while (!Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing) ?? "/";
        }

        if (!Posix.CanWrite(existing))
        {
            throw FileErrors.CannotWrite(Name, existing, "this user may not write there");
        }

        bool exists = IsFolder ? Directory.Exists(target) : File.Exists(target);
        string what = exists ? options.Mode == FileWriteMode.Append ? "adds a file to" : "replaces" : "creates";
        return Task.FromResult($"{what} {connection.Tree.Relative(target)}");
    }

    public override async Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(input);
        BatchRun run = input.Run;
        var transaction = run.Enlist(("files", connection.Root), () => new FileTransaction(connection));
        string target = Target(run);
        PendingFile pending = await PrepareFolderAsync(input, target, transaction.Count, cancel);
        transaction.Add(pending);
        string file = pending.IsFolder ? Path.Combine(pending.Aside, "part-0" + Extension) : pending.Aside;
        string relation = await input.RelationAsync(repeatable: false, cancel);
        string copy = CopyStatement.Of(relation, file, input.Columns, format, options, Name, pending.Target);
        return new PreparedWrite(await CopyAsync(input.Session, copy, file, cancel));
    }

    private async Task<PendingFile> PrepareFolderAsync(SinkInput input, string target, int number, CancellationToken cancel)
    {
        bool append = options.Mode == FileWriteMode.Append;
        string folder = append ? target : Path.GetDirectoryName(target) ?? "/";
        try
        {
            Directory.CreateDirectory(folder);
            AsideName.CleanUp(folder);
            string final = append ? Path.Combine(target, PartName(input.Run, number)) : target;
            string aside = AsideName.For(final, input.Run.Id, number);
            bool isFolder = IsFolder && !append;
            if (isFolder)
            {
                Directory.CreateDirectory(aside);
            }

            if (append)
            {
                await CheckPartsAsync(input, target, cancel);
            }

            return new PendingFile(Name, aside, final, isFolder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.CannotWrite(Name, folder, e.Message);
        }
    }

    // Files of one folder are read together, so a part with other columns would break every reader.
    private async Task CheckPartsAsync(SinkInput input, string folder, CancellationToken cancel)
    {
        string? part = Directory.EnumerateFiles(folder, "*" + Extension).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal).LastOrDefault();
        if (part is null || format != FileFormat.Parquet)
        {
            return;
        }

        ImmutableArray<LiveColumn> live = await input.Session.DescribeAsync($"SELECT * FROM read_parquet({Sql.Text(part)})", cancel);
        var found = live.Select(c => $"{c.Name}: {c.Type?.ToString() ?? c.NativeType}").ToList();
        var expected = input.Columns.Select(c => $"{c.Name}: {c.Type}").ToList();
        if (!input.Columns.Any(c => c.Type.Kind is ColumnKind.Interval or ColumnKind.Struct or ColumnKind.List or ColumnKind.Map)
            && !found.SequenceEqual(expected))
        {
            throw FileErrors.Schema(
                Name, connection.Tree.Relative(part), $"there: {string.Join(", ", found)}\nnow: {string.Join(", ", expected)}");
        }
    }

    // The same interval always gives the same name: a repeated run replaces what it wrote before.
    private string PartName(BatchRun run, int number) =>
        $"part-{run.Pipeline.Name}-{run.Interval?.ToString() ?? run.Id}-{number.ToString(CultureInfo.InvariantCulture)}{Extension}";

    private async Task<long> CopyAsync(DuckDbSession session, string copy, string file, CancellationToken cancel)
    {
        try
        {
            var result = await session.RowsAsync(copy, $"write to {Name}", cancel);
            long handed = Convert.ToInt64(result[0][0], CultureInfo.InvariantCulture);
            Posix.Flush(file);
            return await AcknowledgedAsync(session, file, handed, cancel);
        }
        catch (FlowException e) when (e.Error.Code == "RT5003")
        {
            throw FileErrors.DiskFull(Name, path, e.Error.Why ?? "");
        }
        catch (FlowException e) when (e.InnerException is not null && e.Error.Why is { } why && why.Contains(file, StringComparison.Ordinal))
        {
            throw FileErrors.CannotWrite(Name, path, why.Replace(file, path, StringComparison.Ordinal));
        }
        catch (IOException e)
        {
            throw FileErrors.DiskFull(Name, path, e.Message.Replace(file, path, StringComparison.Ordinal));
        }
    }

    // What lies in the file, read back from its footer, not what was handed to the writer.
    private async Task<long> AcknowledgedAsync(DuckDbSession session, string file, long handed, CancellationToken cancel)
    {
        if (format != FileFormat.Parquet)
        {
            return handed;
        }

        var footer = await session.RowsAsync($"SELECT num_rows FROM parquet_file_metadata({Sql.Text(file)})", $"check of {Name}", cancel);
        long stored = Convert.ToInt64(footer[0][0], CultureInfo.InvariantCulture);
        return stored == handed
            ? stored
            : throw new FlowException(RunErrors.Unaccounted(Name, $"{handed} rows were handed over, the file holds {stored}"));
    }

    private string Target(BatchRun run) => connection.Tree.Target(PathTemplate.Bind(path, run.Interval, Name).TrimEnd('/'));
}
