using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp;

/// <summary>Connections, sources and sinks as calls of the runtime's connectors.</summary>
internal static class EndpointEmitter
{
    /// <summary>The C# type of a connection; null where this version has none.</summary>
    public static string? ConnectionType(string connector) => connector switch
    {
        "files" => "FilesConnection",
        GcsEmitter.Connector => "GcsConnection",
        "http" => "HttpConnection",
        "kafka" => "KafkaConnection",
        "postgres" => "PostgresConnection",
        "spark" => "SparkConnection",
        _ => null,
    };

    /// <summary>The connections that remember the runs they committed, among those of <paramref name="targets"/>.</summary>
    public static IEnumerable<string> CommitRecords(IEnumerable<BoundEndpoint> targets) => targets
        .Where(t => t.Connector.Name == "postgres")
        .Select(ConnectionOf)
        .Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>`new(…)` for a connection.</summary>
    public static string Connection(string name, string connector, ImmutableArray<BoundOption> options)
    {
        OptionValues values = new(options);
        return connector switch
        {
            "files" => $"new({Literals.Text(name)}, {values.Text("root") ?? "\".\""}, settings)",
            GcsEmitter.Connector => GcsEmitter.Connection(name, values),
            "http" => $"new({Literals.Text(name)}, {Http(values)}, settings)",
            "kafka" => $"new({Literals.Text(name)}, {KafkaEmitter.Options(values)}, settings)",
            "spark" => $"new({Literals.Text(name)}, {Spark(values)})",
            _ => $"new({Literals.Text(name)}, {Postgres(values)})",
        };
    }

    private static string Http(OptionValues values)
    {
        IEnumerable<string> parts =
        [
            .. values.Set("base_url", "BaseUrl", v => OptionValues.SecretOf("base_url", v)),
            .. values.Set("token", "Token", v => OptionValues.SecretOf("token", v)), .. values.Set("user", "User", OptionValues.TextOf),
            .. values.Set("password", "Password", v => OptionValues.SecretOf("password", v)),
            .. values.Set("timeout", "Timeout", OptionValues.DurationOf), .. values.Set("retries", "Retries", OptionValues.IntegerOf),
            .. RestEmitter.Connection(values),
        ];
        return $"new HttpOptions {{ {string.Join(", ", parts)} }}";
    }

    private static string Spark(OptionValues values)
    {
        IEnumerable<string> parts =
        [
            .. values.Set("url", "Url", v => OptionValues.SecretOf("url", v)),
            .. values.Set("token", "Token", v => OptionValues.SecretOf("token", v)),
            .. values.Set("patience", "Patience", OptionValues.DurationOf),
        ];
        return $"new SparkOptions {{ {string.Join(", ", parts)} }}";
    }

    private static string Postgres(OptionValues values)
    {
        IEnumerable<string> parts =
        [
            .. values.Set("url", "Url", v => OptionValues.SecretOf("url", v)), .. values.Set("host", "Host", OptionValues.TextOf),
            .. values.Set("port", "Port", OptionValues.IntegerOf), .. values.Set("database", "Database", OptionValues.TextOf),
            .. values.Set("user", "User", OptionValues.TextOf),
            .. values.Set("password", "Password", v => OptionValues.SecretOf("password", v)),
            .. values.Set("ssl_mode", "SslMode", v => OptionValues.TextOf(v).Replace('_', '-')), .. GoogleEmitter.Tokens(values, "ForSql"),
        ];
        return $"new PostgresOptions {{ {string.Join(", ", parts)} }}";
    }

    /// <summary>What `doctor` asks of a connection.</summary>
    public static string Probe(string name, string connector, bool reads, bool writes)
    {
        string start = $"{Literals.Text(name)}, () => connections.{Names.Pascal(name)}";
        string isWritten = writes ? "true" : "false";
        return connector switch
        {
            "files" => $"new FilesProbe({start}, reads: {(reads ? "true" : "false")}, writes: {isWritten})",
            GcsEmitter.Connector => $"new GcsProbe({start})",
            "http" => $"new HttpProbe({start})",
            "kafka" => $"new KafkaProbe({start})",
            "spark" => $"new SparkProbe({start})",
            _ => $"new PostgresProbe({start}, writes: {isWritten})",
        };
    }

    /// <summary>What `doctor` asks of a database that streams write to, or whose changes they read.</summary>
    public static string StreamsProbe(string name, bool writes, bool captures) =>
        $"new FlowLang.Connectors.Postgres.Streams.StreamsProbe({Literals.Text(name)}, () => connections.{Names.Pascal(name)}, "
        + $"writes: {(writes ? "true" : "false")}, captures: {(captures ? "true" : "false")})";

    /// <summary>A source, with `columns`, and `needsOrigin` or `selection`, in scope.</summary>
    public static string Source(string name, BoundEndpoint endpoint, ImmutableArray<RowField> columns)
    {
        OptionValues values = new(endpoint.Options);
        return (endpoint.Connector.Name, endpoint.Descriptor.Name) switch
        {
            ("files", "csv") =>
                $"new CsvSource({ConnectionOf(endpoint)}, {Argument(endpoint)}, columns, {Csv(values, Zstandard.IsRead(endpoint))})"
                + " { NeedsOrigin = needsOrigin }",
            ("files", "json" or "jsonl") =>
                $"new JsonLinesSource({ConnectionOf(endpoint)}, {Argument(endpoint)}, columns, "
                + $"{Format(values, Zstandard.IsRead(endpoint))}) {{ NeedsOrigin = needsOrigin }}",
            ("files", "parquet") =>
                $"new ParquetSource({ConnectionOf(endpoint)}, {Argument(endpoint)}, columns) {{ NeedsOrigin = needsOrigin }}",
            (GcsEmitter.Connector, "csv") => GcsEmitter.Source(endpoint, "Csv", $"{Csv(values, Zstandard.IsRead(endpoint))}, "),
            (GcsEmitter.Connector, "json" or "jsonl") =>
                GcsEmitter.Source(endpoint, "JsonLines", $"{Format(values, Zstandard.IsRead(endpoint))}, "),
            (GcsEmitter.Connector, "parquet") => GcsEmitter.Source(endpoint, "Parquet", ""),
            ("http", "csv") =>
                $"{ConnectionOf(endpoint)}.Csv({Argument(endpoint)}, columns, {Csv(values, Zstandard.IsRead(endpoint))}, needsOrigin)",
            ("http", "json" or "jsonl") => $"{ConnectionOf(endpoint)}.JsonLines({Argument(endpoint)}, columns, "
                + $"{Format(values, Zstandard.IsRead(endpoint))}, needsOrigin)",
            ("http", "parquet") => $"{ConnectionOf(endpoint)}.Parquet({Argument(endpoint)}, columns, needsOrigin)",
            ("http", RestEndpoint.Name) =>
                $"new RestSource({ConnectionOf(endpoint)}, {Argument(endpoint)}, columns, {RestEmitter.Options(endpoint)}) "
                + "{ NeedsOrigin = needsOrigin }",
            ("postgres", "table") => $"{ConnectionOf(endpoint)}.TableSource({Argument(endpoint)}, columns, selection)",
            ("postgres", "query") => $"{ConnectionOf(endpoint)}.QuerySource({Argument(endpoint)}, columns, selection)",
            ("kafka", "topic") => TopicEmitter.Source(endpoint),
            ("generator", _) => GeneratorEmitter.Source(name, endpoint, columns),
            _ => throw new UnreachableException($"{endpoint.Connector.Name}.{endpoint.Descriptor.Name}"),
        };
    }

    /// <summary>A sink of a write in mode <paramref name="mode"/>.</summary>
    public static string Sink(
        BoundEndpoint endpoint, string mode, ImmutableArray<string> partition, string title, BoundHistory? history = null)
    {
        OptionValues values = new(endpoint.Options);
        return (endpoint.Connector.Name, endpoint.Descriptor.Name) switch
        {
            ("files", "csv") => File(endpoint, "Csv", mode, values),
            ("files", "json" or "jsonl") => File(endpoint, "JsonLines", mode, values),
            ("files", "parquet") => File(endpoint, "Parquet", mode, values),
            (GcsEmitter.Connector, "csv") => GcsEmitter.Sink(endpoint, "Csv", mode, values),
            (GcsEmitter.Connector, "json" or "jsonl") => GcsEmitter.Sink(endpoint, "JsonLines", mode, values),
            (GcsEmitter.Connector, "parquet") => GcsEmitter.Sink(endpoint, "Parquet", mode, values),
            ("kafka", "topic") => KafkaEmitter.Sink(ConnectionOf(endpoint), Argument(endpoint), values),
            ("postgres", "table") => Table(endpoint, mode, partition, history, values),
            ("console", _) => $"new ConsoleSink({Literals.Text(title)}, {ShownRows(endpoint)})",
            _ => throw new UnreachableException($"{endpoint.Connector.Name}.{endpoint.Descriptor.Name}"),
        };
    }

    /// <summary>How many rows the screen shows.</summary>
    public static string ShownRows(BoundEndpoint screen) =>
        new OptionValues(screen.Options).Find("rows") is { } rows ? OptionValues.IntegerOf(rows) : "20";

    /// <summary>Rejects are added to those of other runs, except in a single file, which is one run's.</summary>
    public static string RejectsMode(BoundEndpoint endpoint)
    {
        if (endpoint.Choice("mode") is { } mode)
        {
            return Names.Pascal(mode);
        }

        bool isFile = endpoint.Connector.Name is "files" or GcsEmitter.Connector
            && !Argument(endpoint).EndsWith("/\"", StringComparison.Ordinal);
        return isFile ? "Replace" : "Append";
    }

    private static string File(BoundEndpoint endpoint, string format, string mode, OptionValues values) =>
        $"new FileSink({ConnectionOf(endpoint)}, {Argument(endpoint)}, FileFormat.{format}, {FileOptions(endpoint, format, mode, values)})";

    /// <summary>`new FileSinkOptions { … }` of a write in mode <paramref name="mode"/>.</summary>
    public static string FileOptions(BoundEndpoint endpoint, string format, string mode, OptionValues values)
    {
        List<string> options = [$"Mode = FileWriteMode.{mode}", .. values.Set("compression", "Compression", OptionValues.TextOf)];
        if (format == "Csv")
        {
            options.Add($"Csv = {Csv(values, readsZstd: false)}");
            DateFormats formats = DateFormats.Of(endpoint);
            options.AddRange(TimeFormat("DateFormat", formats.Days));
            options.AddRange(TimeFormat("TimeFormat", formats.Times));
        }

        return $"new FileSinkOptions {{ {string.Join(", ", options)} }}";
    }

    private static string Table(
        BoundEndpoint endpoint, string mode, ImmutableArray<string> partition, BoundHistory? history, OptionValues values) =>
        $"{ConnectionOf(endpoint)}.Table({Argument(endpoint)}, {TableOptions(mode, partition, history, values)})";

    /// <summary>`new TableOptions { … }` of a write in mode <paramref name="mode"/>.</summary>
    public static string TableOptions(string mode, ImmutableArray<string> partition, BoundHistory? history, OptionValues values)
    {
        List<string> options =
        [
            $"Mode = WriteMode.{mode}",
            .. values.Set("create", "Create", v => $"TableCreation.{Word(v)}"),
            .. values.Set("on_schema_change", "OnSchemaChange", v => $"SchemaChange.{Word(v)}"),
        ];
        if (!partition.IsEmpty)
        {
            options.Add($"PartitionColumns = [{string.Join(", ", partition.Select(Literals.Text))}]");
        }

        if (history is not null)
        {
            options.Add($"History = {History(history)}");
        }

        return $"new TableOptions {{ {string.Join(", ", options)} }}";
    }

    private static string History(BoundHistory history)
    {
        List<string> fields =
        [
            $"Tracked = [{string.Join(", ", history.Tracked.Select(Literals.Text))}]",
            $"ValidFrom = {Literals.Text(history.ValidFrom)}", $"ValidTo = {Literals.Text(history.ValidTo)}",
            $"IsCurrent = {Literals.Text(history.IsCurrent)}",
        ];
        if (history.ChangedAt is { } changedAt)
        {
            fields.Insert(0, $"ChangedAt = {Literals.Text(changedAt)}");
        }

        if (history.ClosesDeleted)
        {
            fields.Add("ClosesDeleted = true");
        }

        return $"new HistoryOptions {{ {string.Join(", ", fields)} }}";
    }

    // `if_missing` is `IfMissing` in the runtime.
    private static string Word(OptionValue value) => value is ChoiceOption choice
        ? Names.Pascal(choice.Value)
        : throw new UnreachableException(value.GetType().Name);

    private static string Csv(OptionValues values, bool readsZstd)
    {
        IEnumerable<string> options =
        [
            .. values.Set("delimiter", "Delimiter", OptionValues.CharOf), .. values.Set("quote", "Quote", OptionValues.CharOf),
            .. values.Set("header", "Header", OptionValues.BoolOf), .. values.Set("null", "Null", OptionValues.TextOf),
            $"Format = {Format(values, readsZstd)}",
        ];
        return $"new CsvOptions {{ {string.Join(", ", options)} }}";
    }

    private static IEnumerable<string> TimeFormat(string property, string? format) =>
        format is null ? [] : [$"{property} = {Literals.Text(DateFormats.Directives(format))}"];

    private static string Format(OptionValues values, bool readsZstd)
    {
        List<string> options =
        [
            .. values.Set("compression", "Compression", OptionValues.TextOf), .. values.Set("encoding", "Encoding", OptionValues.TextOf),
            .. (IEnumerable<string>)(readsZstd ? ["Zstd = ZstdStream.Open"] : []),
        ];
        return options.Count == 0 ? "new()" : $"new() {{ {string.Join(", ", options)} }}";
    }

    public static string ConnectionOf(BoundEndpoint endpoint) => endpoint.Connection is { } connection
        ? $"connections.{Names.Pascal(connection.Name)}"
        : throw new UnreachableException(endpoint.Descriptor.Name);

    public static string Argument(BoundEndpoint endpoint)
    {
        OptionValue value = endpoint.Find(endpoint.Descriptor.Arguments[0].Name)
            ?? throw new UnreachableException($"{endpoint.Descriptor.Name} without {endpoint.Descriptor.Arguments[0].Name}");
        return OptionValues.TextOf(value).Replace("settings.", "connections.Settings.", StringComparison.Ordinal);
    }
}
