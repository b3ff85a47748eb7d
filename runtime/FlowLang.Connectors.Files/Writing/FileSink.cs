using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>
/// Writes a file, or with a path that ends in <c>/</c> a folder of files, below a connection's root. Rows go into a hidden name beside the
/// target; the run's commit renames (a folder is exchanged), so readers see the old rows or the new ones and never a part. Several writes
/// of one run to the same target add up.
/// </summary>
public sealed class FileSink(FilesConnection connection, string path, FileFormat format, FileSinkOptions options) : BatchSink
{
    public override string Name => $"{connection.Name}.{format.Verb()}(\"{path}\")";

    private bool Appends => options.Mode == FileWriteMode.Append;

    private bool IsFolder => path.EndsWith('/');

    public override Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        string target = Target(run);
        if (Appends && !IsFolder)
        {
            throw FileErrors.AppendToFile(Name);
        }

        if (IsFolder ? File.Exists(target) : Directory.Exists(target))
        {
            throw FileErrors.WrongKindOfTarget(Name, connection.Tree.Relative(target), isFolder: !IsFolder);
        }

        string existing = Posix.NearestFolder(Path.GetDirectoryName(target) ?? "/");
        if (!Posix.CanWrite(existing))
        {
            throw FileErrors.CannotWrite(Name, existing, "this user may not write there");
        }

        bool exists = IsFolder ? Directory.Exists(target) : File.Exists(target);
        string what = exists ? Appends ? "adds a file to" : "replaces" : "creates";
        return Task.FromResult($"{what} {connection.Tree.Relative(target)}");
    }

    public override async Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(input);
        var transaction = input.Run.Enlist(("files", connection.Root), () => new FileTransaction(connection));
        string target = Target(input.Run);
        string relation = await input.RelationAsync(repeatable: false, cancel);
        var writer = new FileWriter(connection, Name, path, format, options, input);
        if (transaction.Find(target) is { } earlier)
        {
            return new PreparedWrite(await writer.AddAsync(transaction, earlier, relation, format.Extension(), cancel));
        }

        PendingFile pending = await PrepareTargetAsync(input, target, transaction.Count, cancel);
        transaction.Add(pending);
        string file = pending.IsFolder ? Path.Combine(pending.Aside, "part-0" + format.Extension()) : pending.Aside;
        return new PreparedWrite(await writer.WriteAsync(relation, file, pending.Target, cancel));
    }

    /// <summary>
    /// A name aside for an engine that writes by itself; the run's commit renames what then lies there. Throws where this run has written
    /// to the target already.
    /// </summary>
    internal PendingFile Reserve(BatchRun run)
    {
        var transaction = run.Enlist(("files", connection.Root), () => new FileTransaction(connection));
        string target = Target(run);
        if (!Appends && transaction.Find(target) is not null)
        {
            throw FileErrors.CannotWrite(Name, target, "another write of this run goes there, which this engine can't add to");
        }

        PendingFile pending = Aside(run, target, transaction.Count);
        transaction.Add(pending);
        return pending;
    }

    /// <summary>A file of the folder that a write adds to, if there is one: the new one needs the same columns.</summary>
    internal string? LastPart(BatchRun run)
    {
        string folder = Target(run);
        return !Appends || !Directory.Exists(folder) ? null : Directory.EnumerateFiles(folder, "*" + format.Extension())
            .Where(f => !Path.GetFileName(f).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .LastOrDefault();
    }

    internal FlowException OtherColumns(string part, IEnumerable<string> found, IEnumerable<string> expected) => FileErrors.Schema(
        Name, connection.Tree.Relative(part), $"there: {string.Join(", ", found)}\nnow: {string.Join(", ", expected)}");

    /// <summary>Files of one folder are read together, so a part with other columns would break every reader.</summary>
    internal async Task CheckPartAsync(SinkInput input, string part, CancellationToken cancel)
    {
        if (input.Columns.Any(c => c.Type.Kind is ColumnKind.Interval or ColumnKind.Struct or ColumnKind.List or ColumnKind.Map))
        {
            return;
        }

        ImmutableArray<LiveColumn> live = await input.Session.DescribeAsync($"SELECT * FROM read_parquet({Sql.Text(part)})", cancel);
        var found = live.Select(c => $"{c.Name}: {c.Type?.ToString() ?? c.NativeType}").ToList();
        var expected = input.Columns.Select(c => $"{c.Name}: {c.Type}").ToList();
        if (!found.SequenceEqual(expected))
        {
            throw OtherColumns(part, found, expected);
        }
    }

    private async Task<PendingFile> PrepareTargetAsync(SinkInput input, string target, int number, CancellationToken cancel)
    {
        PendingFile pending = Aside(input.Run, target, number);
        if (pending.IsFolder)
        {
            Directory.CreateDirectory(pending.Aside);
        }

        if (format == FileFormat.Parquet && LastPart(input.Run) is { } part)
        {
            await CheckPartAsync(input, part, cancel);
        }

        return pending;
    }

    private PendingFile Aside(BatchRun run, string target, int number)
    {
        string folder = Appends ? target : Path.GetDirectoryName(target) ?? "/";
        try
        {
            Directory.CreateDirectory(folder);
            AsideName.CleanUp(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.CannotWrite(Name, folder, e.Message);
        }

        string final = Appends ? Path.Combine(target, PartName(run, number)) : target;
        return new PendingFile(Name, AsideName.For(final, run.Id, number), final, IsFolder && !Appends);
    }

    // The same interval always gives the same name: a repeated run replaces what it wrote before.
    private string PartName(BatchRun run, int number) =>
        $"part-{run.Pipeline.Name}-{run.Interval?.ToString() ?? run.Id}-{number.ToString(CultureInfo.InvariantCulture)}"
            + format.Extension();

    private string Target(BatchRun run) => connection.Tree.Target(PathTemplate.Bind(path, run.Interval, Name).TrimEnd('/'));
}
