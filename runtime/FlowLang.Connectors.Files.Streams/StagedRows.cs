using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>
/// The rows of a target's open file: JSON lines beside the ledger, of which so much counts as the ledger says. A complete one becomes a
/// file of the target's format, which appears under its name with all of its rows.
/// </summary>
internal sealed class StagedRows : IDisposable
{
    // DuckDB holds twice of it in memory for each reader.
    private const int LargestRow = 16 << 20;

    private readonly FilesConnection _connection;
    private readonly FileTarget _target;
    private readonly StreamRun _run;
    private readonly string _folder;
    private readonly JsonRowWriter _json;
    private FileStream? _stream;

    /// <param name="folder">Where the ledger is.</param>
    public StagedRows(FilesConnection connection, FileTarget target, StreamRun run, string folder)
    {
        (_connection, _target, _run, _folder) = (connection, target, run, folder);
        _json = new JsonRowWriter(target.Columns) { HasLargeIntegers = true };
    }

    public OpenFile File { get; private set; } = OpenFile.First;

    /// <summary>As the ledger keeps it: what the rows are of.</summary>
    public string Columns => string.Join(", ", _target.Columns);

    public string Target => _target.Name;

    public string Name => _target.NameIn(_connection);

    private string Staged => Path.Combine(_folder, $"{_target.Name}.rows");

    private string Stem => $"part-{_run.Pipeline.Name}-{_target.Name}-";

    private string TargetFolder => _connection.Tree.Target(_target.Folder.TrimEnd('/'));

    /// <summary>A file of this pipeline that is there already.</summary>
    public string? Earlier() => Directory.Exists(TargetFolder)
        ? Directory.EnumerateFiles(TargetFolder, Stem + "*").Select(_connection.Tree.Relative).Min(StringComparer.Ordinal)
        : null;

    /// <summary>Makes the folder, and takes away what is not committed.</summary>
    public void Open(OpenFile file)
    {
        try
        {
            Directory.CreateDirectory(TargetFolder);
            _stream = new FileStream(Staged, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, 1 << 16);
            if (_stream.Length < file.Length)
            {
                throw FileStoreErrors.Ledger(Staged, $"the ledger tells of {file.Length} bytes, and {_stream.Length} are there");
            }

            _stream.SetLength(file.Length);
            _stream.Position = file.Length;
            File = file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(e);
        }
    }

    /// <summary>Adds rows, on disk when it returns; gives what the ledger has to say of the file then.</summary>
    public OpenFile Add(IReadOnlyList<StreamRows> rows, DateTimeOffset now)
    {
        if (rows.All(some => some.Count == 0))
        {
            return File;
        }

        FileStream stream = _stream ?? throw new InvalidOperationException("the file is not open");
        try
        {
            foreach (StreamRows some in rows)
            {
                Write(some, stream);
            }

            stream.Flush(flushToDisk: true);
        }
        catch (UnwritableValueException e)
        {
            throw new FlowException(StoreErrors.Refused(Name, e), e);
        }
        catch (IOException e)
        {
            throw Translate(e);
        }

        OpenFile added = File with { Length = stream.Length, Since = File.Since ?? now };
        return added with { IsComplete = IsDue(added, now) };
    }

    /// <summary>What the ledger has committed.</summary>
    public void Committed(OpenFile file) => File = file;

    public bool IsDue(DateTimeOffset now) => IsDue(File, now);

    /// <summary>Gives the rows their file. Done again after a crash it makes the same file again.</summary>
    public async Task PublishAsync(CancellationToken cancel)
    {
        string name = Stem + File.Number.ToString("D8", System.Globalization.CultureInfo.InvariantCulture) + _target.Format.Extension();
        string final = Path.Combine(TargetFolder, name);
        string aside = Path.Combine(TargetFolder, $".{name}.flow");
        try
        {
            string copy = CopyStatement.Of(
                StagedSql.Of(Staged, _target.Columns, LargestRow), aside, _target.Columns, _target.Format, _target.Options, Name, name);
            await EngineWork.RunAsync(_run.Settings, copy, $"writing {_connection.Tree.Relative(final)}", _run.Pipeline, cancel);
            Posix.Flush(aside);
            System.IO.File.Move(aside, final, overwrite: true);
            Posix.Flush(TargetFolder);
        }
        catch (FlowException e) when (e.Error.Code == "RT5003")
        {
            throw FileErrors.DiskFull(Name, _target.Folder, e.Error.Why ?? "");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Translate(e);
        }
    }

    /// <summary>Begins the file behind the one that has its name.</summary>
    public void Begin(OpenFile next)
    {
        _stream?.SetLength(0);
        File = next;
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _json.Dispose();
    }

    private void Write(StreamRows rows, FileStream stream)
    {
        JsonRowWriter writer = _json;
        for (int row = 0; row < rows.Count; row++)
        {
            _json.Clear();
            rows.Write(row, row + 1, ref writer);
            if (_json.Written.Length > LargestRow)
            {
                throw FileStoreErrors.TooLarge(Name, _json.Written.Length, LargestRow);
            }

            stream.Write(_json.Written.Span);
            stream.WriteByte((byte)'\n');
        }
    }

    private bool IsDue(OpenFile file, DateTimeOffset now) =>
        file.Length > 0 && (file.Length >= _target.RollSize || now - file.Since >= _target.RollEvery);

    // ENOSPC, of write(2).
    private FlowException Translate(Exception e) => e.HResult == 28
        ? FileErrors.DiskFull(Name, _target.Folder, e.Message)
        : FileErrors.CannotWrite(Name, _target.Folder, e.Message);
}
