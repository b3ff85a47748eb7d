using System.IO.Compression;
using System.Text;
using FlowLang.EndToEnd.Tests.Build;

namespace FlowLang.EndToEnd.Tests.BadInput;

/// <summary>Files as they come: each is read right or refused with its name, and nothing is lost or half-written.</summary>
public sealed class FileTests(FileProgram program) : IClassFixture<FileProgram>
{
    private const string Good = "id,name,amount\n1,ada,1.50\n2,bob,\n";

    [Theory]
    [InlineData("missing", null, "", 1, "RT2001", "in.csv")]
    [InlineData("empty", "in.csv", "", 1, "RT2002", "in.csv")]
    [InlineData(
        "LFS pointer", "in.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", 1, "RT2003", "git lfs pull")]
    [InlineData("HTML", "in.csv", "<!DOCTYPE html>\n<html><body>Not found</body></html>\n", 1, "RT2004", "HTML")]
    [InlineData("JSON", "in.csv", "{\"message\": \"rate limited\"}\n", 3, "RT3001", "JSON")]
    [InlineData("ragged", "in.csv", "id,name,amount\n1,ada,1.50\n2,bob\n", 1, "in.csv", "2")]
    [InlineData("too many fields", "in.csv", "id,name,amount\n1,ada,1.50,9\n", 1, "in.csv", "1")]
    [InlineData("open quote", "in.csv", "id,name,amount\n1,\"ada,1.50\n2,bob,\n", 1, "in.csv", "quote")]
    [InlineData("not a number", "in.csv", "id,name,amount\n1,ada,much\n", 1, "amount", "much")]
    [InlineData("null in a key", "in.csv", "id,name,amount\n,ada,1.50\n", 1, "id", "in.csv")]
    [InlineData("column vanished", "in.csv", "id,amount\n1,1.50\n", 3, "RT3001", "name")]
    [InlineData("column renamed", "in.csv", "id,nam,amount\n1,ada,1.50\n", 3, "RT3001", "name")]
    [InlineData("NUL byte", "in.csv", "id,name,amount\n1,a\0da,1.50\n", 1, "in.csv", "NUL")]
    public async Task A_bad_csv_file_is_refused(string what, string? file, string content, int exitCode, params string[] words)
    {
        Assert.NotEmpty(what);
        using FileRun run = await program.RunAsync("csv", file, Encoding.UTF8.GetBytes(content));
        run.Refused(exitCode, words);
    }

    [Theory]
    [InlineData("utf-16", true, "encoding")]
    [InlineData("utf-16", false, "UTF-16")]
    [InlineData("latin1", false, "encoding")]
    public async Task Another_encoding_is_named(string name, bool hasMark, string word)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] text = encoding.GetBytes(Good.Replace("ada", "ad\u00E2", StringComparison.Ordinal));
        using FileRun run = await program.RunAsync("csv", "in.csv", hasMark ? [.. encoding.GetPreamble(), .. text] : text);
        run.Refused(1, "in.csv", word);
    }

    [Theory]
    [InlineData("﻿id,name,amount\n1,ada,1.50\n2,bob,\n")]
    [InlineData("id,name,amount\r\n1,ada,1.50\r\n2,bob,\r\n")]
    [InlineData("amount,id,name\n1.50,1,ada\n,2,bob\n")]
    [InlineData("id,extra,name,amount\n1,x,ada,1.50\n2,y,bob,\n")]
    [InlineData("id,name,amount\n1,ada,1.50\n2,bob,")]
    public async Task Marks_line_ends_order_and_extra_columns_do_not_matter(string content)
    {
        using FileRun run = await program.RunAsync("csv", "in.csv", Encoding.UTF8.GetBytes(content));
        run.Wrote(Good);
    }

    [Fact]
    public async Task A_lenient_source_puts_bad_records_aside_with_file_and_row()
    {
        using FileRun run = await program.RunAsync("lenient", "in.csv", "id,name,amount\n1,ada,1.50\n2,bob\nx,cyd,1\n"u8.ToArray());
        Assert.True(run.Result.ExitCode == 0, run.Result.ToString());
        string rejects = File.ReadAllText(run.Data["out/rejects.jsonl"]);
        Assert.Equal(2, rejects.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("\"source_row\":2", rejects, StringComparison.Ordinal);
        Assert.Contains("\"source_row\":3", rejects, StringComparison.Ordinal);
        Assert.Contains("in.csv", rejects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gz_file_that_is_cut_off_is_refused()
    {
        byte[] whole = Compressed(
            Enumerable.Range(0, 50_000).Aggregate(
                new StringBuilder("id,name,amount\n"), (text, i) => text.Append(i).Append(",n,1\n")).ToString());
        using FileRun run = await program.RunAsync("gz", "in.csv.gz", whole[..(whole.Length / 2)]);
        run.Refused(1, "RT2006", "in.csv.gz");
    }

    [Fact]
    public async Task A_zst_file_is_read_and_one_that_is_cut_off_is_refused()
    {
        using ZstdSharp.Compressor zstd = new();
        byte[] whole = zstd.Wrap(Encoding.UTF8.GetBytes(Good)).ToArray();
        using FileRun good = await program.RunAsync("zst", "in.csv.zst", whole);
        good.Wrote(Good);
        Assert.True(program.Has("ZstdSharp.dll"));
        using FileRun run = await program.RunAsync("zst", "in.csv.zst", whole[..^5]);
        run.Refused(1, "RT2006", "in.csv.zst");
    }

    [Fact]
    public async Task Dates_and_times_are_read_in_the_formats_of_the_source_and_others_are_bad_records()
    {
        using FileRun run = await program.RunAsync("booked", "in.csv", """
            id,day,at,seen
            1,31.12.2023,Dec 31 2023 11:59 PM,Jan 01 2024 12:00 AM
            2,,,
            3,2023-12-31,,
            4,31.02.2023,,
            5,1.12.2023,,
            6,,2023-12-31T23:59:00,
            7,,,Dec 31 2023 13:00 PM

            """u8.ToArray());
        run.Wrote("id,day,at,seen\n1,2023/12/31,2023-12-31T23:59:00,2024-01-01T00:00:00Z\n2,,,\n");
        string rejects = File.ReadAllText(run.Data["out/rejects.jsonl"]);
        Assert.Equal(5, rejects.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("`day` is not a date in the format dd.MM.yyyy", rejects, StringComparison.Ordinal);
        Assert.Contains("`at` is not a datetime in the format MMM dd yyyy hh:mm a", rejects, StringComparison.Ordinal);
        Assert.Contains("`seen` is not an instant in the format MMM dd yyyy hh:mm a", rejects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parquet_file_that_is_cut_off_is_refused()
    {
        byte[] whole = ParquetFile.Write("select range as id, 'n' as name, 1.5::decimal(10,2) as amount from range(10000)");
        using FileRun run = await program.RunAsync("parquet", "in.parquet", whole[..(whole.Length / 2)]);
        run.Refused(1, "RT2006", "in.parquet");
    }

    [Fact]
    public async Task A_parquet_column_of_another_type_is_a_schema_difference()
    {
        byte[] file = ParquetFile.Write("select range as id, 'n' as name, 'much' as amount from range(10)");
        using FileRun run = await program.RunAsync("parquet", "in.parquet", file);
        run.Refused(3, "RT3001", "amount");
    }

    [Fact]
    public async Task A_field_of_a_hundred_megabytes_is_refused_in_bounded_memory()
    {
        using TemporaryFolder data = new();
        await using (StreamWriter file = File.CreateText(data["in.csv"]))
        {
            await file.WriteAsync("id,name,amount\n1,\"");
            string million = new('x', 1_000_000);
            for (int i = 0; i < 100; i++)
            {
                await file.WriteAsync(million);
            }

            await file.WriteAsync("\",1.50\n");
        }

        FileRun run = await program.RunAsync("csv", data);
        run.Refused(1, "RT2007", "in.csv");
    }

    [Fact]
    public async Task A_failed_run_leaves_the_former_result_alone()
    {
        using TemporaryFolder data = new();
        data.Write("out/rows.csv", "id,name,amount\n7,old,1.00\n");
        data.Write("in.csv", "id,name,amount\n1,ada,1.50\n2,bob,much\n");
        FileRun run = await program.RunAsync("csv", data);
        Assert.Equal(1, run.Result.ExitCode);
        Assert.Equal("id,name,amount\n7,old,1.00\n", File.ReadAllText(data["out/rows.csv"]));
        Assert.Single(Directory.GetFileSystemEntries(data["out"]));
    }

    [Fact]
    public async Task A_link_that_leaves_the_folder_is_refused()
    {
        using TemporaryFolder outside = new();
        outside.Write("secret.csv", Good);
        using TemporaryFolder data = new();
        File.CreateSymbolicLink(data["in.csv"], outside["secret.csv"]);
        FileRun run = await program.RunAsync("csv", data);
        run.Refused(2, "RT2008");
    }

    private static byte[] Compressed(string text)
    {
        using MemoryStream bytes = new();
        using (GZipStream gzip = new(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
