//! A sync file on a disk: the only code of this crate that touches one.

use std::ffi::OsString;
use std::fs::TryLockError;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use fs_err::{File, OpenOptions};

use super::Medium;

/// A sync file on a disk, locked for one program.
#[derive(Debug)]
pub struct FsMedium {
    file: File,
    /// The name it has now.
    path: PathBuf,
    /// The name it gets when published, while it has a temporary one.
    target: Option<Target>,
    read_only: bool,
}

#[derive(Debug)]
struct Target {
    path: PathBuf,
    replace: bool,
}

impl FsMedium {
    /// Opens a file that exists, for reading only where it cannot be written.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`], [`io::ErrorKind::WouldBlock`] when another program holds it, and whatever
    /// else the system says.
    pub fn open(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        let (file, read_only) = match OpenOptions::new().read(true).write(true).open(&path) {
            Err(error)
                if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem) =>
            {
                (File::open(&path)?, true)
            }
            other => (other?, false),
        };
        lock(&file, read_only)?;
        Ok(Self { file, path, target: None, read_only })
    }

    /// Begins a new file under a temporary name beside `path`. Nothing may have that name when it is published.
    ///
    /// # Errors
    /// [`io::ErrorKind::AlreadyExists`], and whatever else the system says.
    pub fn create(path: impl Into<PathBuf>) -> io::Result<Self> {
        let path = path.into();
        refuse_existing(&path)?;
        Self::begin(Target { path, replace: false })
    }

    /// Begins a new file that takes the place of whatever `path` names when it is published.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn replace(path: impl Into<PathBuf>) -> io::Result<Self> {
        Self::begin(Target { path: path.into(), replace: true })
    }

    /// The name it has now: a temporary one until it is published.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn begin(target: Target) -> io::Result<Self> {
        let random = getrandom::u64().map_err(io::Error::other)?;
        let mut name = target.path.file_name().map(OsString::from).ok_or(io::ErrorKind::InvalidInput)?;
        name.push(format!(".part-{random:016x}"));
        let path = target.path.with_file_name(name);
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
        lock(&file, false)?;
        Ok(Self { file, path, target: Some(target), read_only: false })
    }
}

impl Medium for FsMedium {
    fn len(&mut self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.seek(SeekFrom::Start(offset))?;
        self.file.read(buffer)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::End(0))?;
        self.file.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }

    fn truncate(&mut self, len: u64) -> io::Result<()> {
        self.file.set_len(len)
    }

    fn publish(&mut self) -> io::Result<()> {
        let Some(target) = &self.target else { return Ok(()) };
        if !target.replace {
            refuse_existing(&target.path)?;
        }
        self.file.sync_all()?;
        fs_err::rename(&self.path, &target.path)?;
        self.path.clone_from(&target.path);
        self.target = None;
        sync_folder_of(&self.path)
    }

    fn is_read_only(&self) -> bool {
        self.read_only
    }

    fn free_space(&self) -> Option<u64> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        fs4::available_space(folder.unwrap_or(Path::new("."))).ok()
    }
}

impl Drop for FsMedium {
    /// Removes a file that was never published.
    fn drop(&mut self) {
        if self.target.is_some() {
            // Nobody is left to tell; a `.part-` file is recognised by its name.
            fs_err::remove_file(&self.path).ok();
        }
    }
}

fn refuse_existing(path: &Path) -> io::Result<()> {
    if path.try_exists()? {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("{} exists already", path.display())));
    }
    Ok(())
}

/// A file system without locks is used without: network drives and some sticks have none.
fn lock(file: &File, shared: bool) -> io::Result<()> {
    let locked = if shared { file.try_lock_shared() } else { file.try_lock() };
    match locked {
        Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        Err(TryLockError::Error(error)) if error.kind() != io::ErrorKind::Unsupported => Err(error),
        _ => Ok(()),
    }
}

/// Makes a rename durable where folders can be opened as files; Windows writes it through by itself.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_file_has_its_name_only_when_published_and_vanishes_otherwise() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.fieldmesh");
        let mut medium = FsMedium::create(&path).unwrap();
        medium.append(b"abc").unwrap();
        assert!(!path.exists());
        drop(medium);
        assert_eq!(fs_err::read_dir(dir.path()).unwrap().count(), 0);

        let mut medium = FsMedium::create(&path).unwrap();
        medium.append(b"abc").unwrap();
        medium.publish().unwrap();
        assert_eq!(fs_err::read(&path).unwrap(), b"abc");
        drop(medium);
        assert!(path.exists());
        assert_eq!(FsMedium::create(&path).unwrap_err().kind(), io::ErrorKind::AlreadyExists);

        let mut medium = FsMedium::replace(&path).unwrap();
        medium.append(b"new").unwrap();
        assert_eq!(fs_err::read(&path).unwrap(), b"abc");
        medium.publish().unwrap();
        assert_eq!(fs_err::read(&path).unwrap(), b"new");
    }

    #[test]
    fn a_second_program_is_told_that_the_file_is_in_use() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.fieldmesh");
        fs_err::write(&path, b"abc").unwrap();
        let first = FsMedium::open(&path).unwrap();
        assert_eq!(FsMedium::open(&path).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        drop(first);
        FsMedium::open(&path).unwrap();
    }

    #[test]
    fn bytes_read_back_from_where_they_were_appended() {
        let dir = tempfile::tempdir().unwrap();
        let mut medium = FsMedium::create(dir.path().join("a")).unwrap();
        medium.append(b"0123456789").unwrap();
        medium.append(b"abc").unwrap();
        let mut buffer = [0; 5];
        assert!(crate::medium::read_exact_at(&mut medium, 8, &mut buffer).unwrap());
        assert_eq!(&buffer, b"89abc");
        assert!(!crate::medium::read_exact_at(&mut medium, 9, &mut buffer).unwrap());
        medium.truncate(10).unwrap();
        assert_eq!(medium.len().unwrap(), 10);
        assert!(medium.free_space().is_none_or(|free| free > 0));
    }
}
